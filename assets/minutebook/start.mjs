// Starts GOV.UK Frontend's components. The marks on the body tell its style sheet and its components that scripts run;
// without them every page works as plain forms.
import { initAll } from "../govuk/govuk-frontend.min.js";

import "./reading.mjs";
import "./copy.mjs";
import "./typing.mjs";
import { watch } from "./idle.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

const dialog = document.querySelector("dialog[data-idle]");
if (dialog) watch(dialog);
