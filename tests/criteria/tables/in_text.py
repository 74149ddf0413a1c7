"""Sample tables and texts as web pages, Markdown, delimited and plain text."""

from __future__ import annotations

from typing import Any

Sample = tuple[str, bytes, dict[str, Any]]


def page_in_frames() -> Sample:
    """An old portal page: everything inside layout tables, GB 2312, colspan for a line without a second level."""
    text = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>某区文明网</title>
<script>document.write("<table><tr><td>项目</td><td>分值</td></tr></table>")</script></head><body>
<table width="980" align="center"><tr><td><table><tr><td>首页</td><td>通知公告</td><td>联系我们</td></tr></table></td></tr>
<tr><td><div style="display:none">隐藏的话（50分）</div><h2>区直机关文明单位考核评分表</h2>
<table border="1"><tr><th rowspan="2">考核项目</th><th rowspan="2">考核内容</th><th colspan="2">分值</th><th rowspan="2">评分办法</th></tr>
<tr><th>项目分</th><th>小项分</th></tr>
<tr><td rowspan="2">一、思想建设</td><td>1．理论学习制度化</td><td rowspan="2">25</td><td>10</td><td>无制度扣5分，缺一次扣1分</td></tr>
<tr><td>2．主题教育经常化</td><td>15</td><td>少一次扣3分</td></tr>
<tr><td rowspan="2">二、作风建设</td><td>1．首问负责</td><td rowspan="2">35</td><td>15</td><td>投诉一次扣3分</td></tr>
<tr><td>2．办事提速</td><td>20</td><td>超时一件扣2分</td></tr>
<tr><td colspan="2">三、群众满意度测评</td><td colspan="2">40</td><td>低于80分每低1分扣1分</td></tr>
<tr><td colspan="2">合&nbsp;&nbsp;计</td><td colspan="2">100</td><td>&nbsp;</td></tr></table>
<p>发布时间：2026-03-02</p></td></tr><tr><td>版权所有</td></tr></table></body></html>"""
    said = """
一 | 思想建设 | 25
  1 | 理论学习制度化 | 10
  2 | 主题教育经常化 | 15
二 | 作风建设 | 35
  1 | 首问负责 | 15
  2 | 办事提速 | 20
三 | 群众满意度测评 | 40
"""
    return "机关考核评分表.html", text.encode("gb18030"), {"lines": said, "base_total": "100"}


def page_of_lists() -> Sample:
    text = """<html><head><meta charset="utf-8"></head><body><h1>文明岗评选标准</h1>
<h2>一、岗位形象（30分）</h2><ol><li>仪表端庄，着装规范（15分）【现场查看】</li><li>佩戴工牌（15分）【现场查看】</li></ol>
<h2>二、岗位业绩（70分）</h2><ol><li>任务完成及时（40分）【查阅资料】</li><li>无投诉（30分）【部门意见】</li></ol>
<p>注：总分100分，85分以上授予“文明岗”称号。</p></body></html>"""
    said = """
一 | 岗位形象 | 30
  1 | 仪表端庄，着装规范 | 15 | s
  2 | 佩戴工牌 | 15 | s
二 | 岗位业绩 | 70
  1 | 任务完成及时 | 40 | m
  2 | 无投诉 | 30 | c
"""
    return "文明岗.html", text.encode(), {"lines": said, "base_total": "100", "pass_mark": "85"}


def semicolons_and_bands() -> Sample:
    text = """序号;指标;目标;分值;评分办法
1;志愿者注册率;达到60%;10;达到60%得10分，达到50%得6分，50%以下不得分
2;职工参与率;不低于90%;15;每低1个百分点扣0.5分
3;道德讲堂;全年4期;8;每期2分
4;表彰奖励;获得上级表彰;7;国家级得7分、省级5分、市级3分，取最高级别
;合计;;40;
"""
    said = """
1 | 志愿者注册率 / 达到60% | 10
2 | 职工参与率 / 不低于90% | 15
3 | 道德讲堂 / 全年4期 | 8
4 | 表彰奖励 / 获得上级表彰 | 7
"""
    return "量化指标.csv", text.encode("utf-16"), {"lines": said, "base_total": "40"}


def heading_rows_in_csv() -> Sample:
    text = """﻿文明股室量化考核表,,,,
考核内容,标准分,考核办法,扣分,得分
一、政治思想,30,,,
1.积极参加政治学习,15,查学习记录，缺一次扣1分,,
2.遵纪守法,15,有违纪不得分,,
二、业务工作,50,,,
"3.完成年度目标任务,质量合格",50,未完成一项扣5分,,
三、环境卫生,20,,,
4.室内整洁,20,现场查看，一处不洁扣1分,,
合计,100,,,
"""
    said = """
一 | 政治思想 | 30
  1 | 积极参加政治学习 | 15
  2 | 遵纪守法 | 15
二 | 业务工作 | 50
  3 | 完成年度目标任务,质量合格 | 50
三 | 环境卫生 | 20
  4 | 室内整洁 | 20
"""
    return "股室考核.csv", text.encode("utf-8"), {"lines": said, "base_total": "100"}


def tabs_and_breaks() -> Sample:
    text = '指标\t标准\t测评方式\n"I-1 组织领导\n（15分）"\t"1)纳入议事日程(5分)；\n2)定期研究部署(5分)；\n3)经费落实到位(5分)。"\t1)3)材料审核；2)听取汇报\n"I-2 创建氛围\n（10分）"\t"1)公益广告醒目(6分)；\n2)干部职工知晓(4分)。"\t1)实地考察；2)问卷调查\n'
    said = """
I-1 | 组织领导 | 15
  1) | 纳入议事日程 | 5 | m
  2) | 定期研究部署 | 5 | b
  3) | 经费落实到位 | 5 | m
I-2 | 创建氛围 | 10
  1) | 公益广告醒目 | 6 | s
  2) | 干部职工知晓 | 4 | q
"""
    return "制表符.csv", text.encode("gb18030"), {"lines": said}


def markdown_outline() -> Sample:
    text = """# 文明车间创建标准

总分100分，80分为合格。

## 一、安全生产（40分）

1. 全年无工伤事故（25分）［部门意见］
2. 隐患整改率100%（15分）［材料审核］

## 二、现场管理（35分）

1. 定置管理到位（20分）［实地考察］
2. 设备完好整洁（15分）［实地考察］

## 三、班组建设（25分）

- 班务公开（10分）［材料审核］
- 职工满意（15分）［问卷调查］

## 四、负面清单

- 发生重伤以上事故的
- 发生火灾事故的
"""
    said = """
一 | 安全生产 | 40
  1 | 全年无工伤事故 | 25 | c
  2 | 隐患整改率100% | 15 | m
二 | 现场管理 | 35
  1 | 定置管理到位 | 20 | s
  2 | 设备完好整洁 | 15 | s
三 | 班组建设 | 25
  | 班务公开 | 10 | m
  | 职工满意 | 15 | q
"""
    negative = ["发生重伤以上事故的", "发生火灾事故的"]
    return "文明车间.md", text.encode(), {"lines": said, "base_total": "100", "pass_mark": "80", "negative": negative}


def markdown_tables() -> Sample:
    """One pipe table per part; breaks inside cells; the heading above each table carries its points."""
    text = """## 文明景区评分标准

### （一）环境质量（30分）

| 编号 | 检查项目 | 满分 | 检查办法 |
|:--:|---|--:|---|
| 1 | 道路平整<br>标识清晰 | 15 | 现场检查 |
| 2 | 垃圾日产日清 | 15 | 现场检查 |

### （二）游览秩序（20分）

| 编号 | 检查项目 | 满分 | 检查办法 |
|:--:|---|--:|---|
| 3 | 无强买强卖 | 12 | 暗访 |
| 4 | 投诉渠道畅通 | 8 | 查看台账 |

> 注：检查结果年底通报。
"""
    said = """
（一） | 环境质量 | 30
  1 | 道路平整标识清晰 | 15 | s
  2 | 垃圾日产日清 | 15 | s
（二） | 游览秩序 | 20
  3 | 无强买强卖 | 12 | s
  4 | 投诉渠道畅通 | 8 | m
"""
    return "文明景区.md", text.encode(), {"lines": said}


def plain_articles() -> Sample:
    text = """文明公约执行情况评分细则

第一条 门前整洁，10分。门前垃圾不清扫的每次扣2分。
第二条 车辆停放有序，10分。乱停乱放一次扣1分，扣完为止。
第三条 邻里和睦，15分。发生纠纷被调解的每起扣3分。
第四条 参加公益活动，15分。每参加一次得3分，最高15分。
以上共计50分。
考核组签字：
"""
    said = """
第一条 | 门前整洁 / 门前整洁。门前垃圾不清扫的每次扣2分 | 10
第二条 | 车辆停放有序 / 车辆停放有序。乱停乱放一次扣1分，扣完为止 | 10
第三条 | 邻里和睦 / 邻里和睦。发生纠纷被调解的每起扣3分 | 15
第四条 | 参加公益活动 / 参加公益活动。每参加一次得3分，最高15分 | 15
"""
    return "评分细则.txt", text.encode("gb18030"), {"lines": said, "base_total": "50"}


def prime_points_outline() -> Sample:
    text = """文明楼院评比条件

一、组织健全（20′）
（一）有楼院公约并上墙（10′）
（二）有楼长和志愿者（10′）
二、环境优美（50′）
（一）楼道清洁（20′）
（二）绿地完好（15′）
（三）无私搭乱建（15′）
三、团结和睦（30′）
（一）互帮互助（15′）
（二）文体活动经常（15′）
"""
    said = """
一 | 组织健全 | 20
  （一） | 有楼院公约并上墙 | 10
  （二） | 有楼长和志愿者 | 10
二 | 环境优美 | 50
  （一） | 楼道清洁 | 20
  （二） | 绿地完好 | 15
  （三） | 无私搭乱建 | 15
三 | 团结和睦 | 30
  （一） | 互帮互助 | 15
  （二） | 文体活动经常 | 15
"""
    return "文明楼院.txt", text.encode(), {"lines": said}


def numbered_without_points() -> Sample:
    """Numbered sentences share the points of the title beside them; a plain or graded sentence is the title's own."""
    text = """测评项目,测评内容,测评标准,测评方法,分值
Ⅰ-1 理想信念,Ⅱ-1 学习教育,"1）认真学习党的创新理论；
2）开展主题教育活动；
3）干部职工知晓率≥90%。","1）2）材料审核
3）问卷调查",4
,Ⅱ-2 价值引领,"A.广泛开展，成效显著；
B.开展活动，有一定成效；
C.未开展。",材料审核,6
Ⅰ-2 文明风尚,Ⅱ-3 志愿服务,"1）注册人数占比≥80%（2分）；
2）人均服务时长≥20小时（3分）。",材料审核、网络查看,5
注：A、B、C三档分别得该项分值的100%、60%、0%。,,,,
"""
    said = """
Ⅰ-1 | 理想信念
  Ⅱ-1 | 学习教育 | 4
    1） | 认真学习党的创新理论 | | m
    2） | 开展主题教育活动 | | m
    3） | 干部职工知晓率≥90% | | q
  Ⅱ-2 | 价值引领 / A.广泛开展，成效显著；B.开展活动，有一定成效；C.未开展 | 6 | m
Ⅰ-2 | 文明风尚
  Ⅱ-3 | 志愿服务 | 5
    1） | 注册人数占比≥80% | 2 | mn
    2） | 人均服务时长≥20小时 | 3 | mn
"""
    return "测评体系.csv", text.encode(), {"lines": said}


def earned_points_and_bonus() -> Sample:
    text = """附件1

某市文明单位测评标准

（总分100分，特色加分10分）

一、基础建设（30分）

（一）组织健全（10分）

1.有领导小组，得5分；

2.有工作制度，得5分。

（二）经费保障（20分）

1.列入年度预算，得10分；

2.专款专用，得10分。

二、创建成效（70分）

（一）环境优美（30分）。办公区域整洁有序，发现一处脏乱扣2分。【实地考察】

（二）群众满意（40分）。群众满意度90%以上得满分，每低1个百分点扣1分。【问卷调查】

三、特色加分（10分）

1.获得国家级荣誉加10分，省级加6分，市级加3分，最高不超过10分。

某市精神文明建设委员会办公室
2026年3月1日
"""
    said = """
一 | 基础建设 | 30
  （一） | 组织健全 | 10
    1 | 有领导小组 | 5
    2 | 有工作制度 | 5
  （二） | 经费保障 | 20
    1 | 列入年度预算 | 10
    2 | 专款专用 | 10
二 | 创建成效 | 70
  （一） | 环境优美 / 环境优美。办公区域整洁有序，发现一处脏乱扣2分 | 30 | s
  （二） | 群众满意 / 群众满意。群众满意度90%以上得满分，每低1个百分点扣1分 | 40 | q
+三 | 特色加分 | 10
  +1 | 获得国家级荣誉加10分，省级加6分，市级加3分，最高不超过10分
"""
    return (
        "测评标准.txt",
        text.encode("gb18030"),
        {"lines": said, "base_total": "100", "bonus_cap": "10", "level": "city"},
    )


SAMPLES = (
    page_in_frames, page_of_lists, semicolons_and_bands, heading_rows_in_csv, tabs_and_breaks, markdown_outline, markdown_tables,
    plain_articles, prime_points_outline, numbered_without_points, earned_points_and_bonus,
)  # fmt: skip
