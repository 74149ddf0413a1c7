"""Charts for the wall: the A3 挂图作战 with departments as lanes, and the one-page 路线图."""

from wenming.programmes.formats.wall.chart import WallChart, wall_chart_pdf
from wenming.programmes.formats.wall.road_map import Milestone, RoadMap, RoadStage, road_map_pdf

__all__ = ["Milestone", "RoadMap", "RoadStage", "WallChart", "road_map_pdf", "wall_chart_pdf"]
