// Everything a page does by script, apart from Material. Each part is a custom element or one listener, so a page
// that Material swaps in without loading (instant navigation) needs nothing from us.

import "./tool.mjs";
import "./plan.mjs";
import "./board.mjs";
import "./sandbox.mjs";
import "./checklist.mjs";
import "./template.mjs";
import "./language.mjs";
import "./embed.mjs";
import "./cover.mjs";
import "./agenda.mjs";
import "./run.mjs";
import "./offline.mjs";
