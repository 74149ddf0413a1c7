// The frame's script: everything works without it. Each part looks for its own data- attributes.
import "./htmx.js";
import "./keys.js";
import "./menus.js";
import "./dialogs.js";
import "./stepper.js";
import "./autosave.js";
import "./leave.js";
import "./upload.js";
import "./bulk.js";
import "./tree.js";
import "./small.js";
import { takeSlips } from "./slips.js";

document.documentElement.classList.add("js");
takeSlips(document);
