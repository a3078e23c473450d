// Starts GOV.UK Frontend's components. The marks on the body tell its style sheet and its components that scripts run;
// without them every page works as plain forms.
import { initAll } from "../govuk/govuk-frontend.min.js";

import "./reading.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
