// Warns two minutes before a session ends, and covers the page once it has ended. A session is extended by any request, in
// any tab; tabs tell each other through the browser's storage. Without scripts nothing is lost either: a form that is sent
// after the end comes back after signing in.
const WARN = 120_000;
const KEY = "minutebook-session-ends";

export function watch(dialog) {
  const idle = dialog.dataset.idle * 1000;
  const deadline = Date.now() + dialog.dataset.deadline * 1000;
  const find = (name) => dialog.querySelector(`[data-idle-${name}]`);
  const part = (name) => dialog.querySelector(`[data-idle-part="${name}"]`);
  let ends, said, over = false;

  const extend = () => {
    ends = Math.min(Date.now() + idle, deadline);
    try { localStorage.setItem(KEY, ends); } catch { /* storage may be turned off: then each tab is on its own */ }
  };
  addEventListener("storage", (e) => {
    if (e.key === KEY && Number(e.newValue) > ends && !over) {
      ends = Math.min(Number(e.newValue), deadline);
      dialog.close();
    }
  });

  addEventListener("minutebook-heard", () => { // another script's request extended it
    if (over) return;
    extend();
    dialog.close();
  });

  const stay = async () => {
    // Any request extends the session; one that is led to the sign-in page came too late.
    const answer = await fetch("/account", { method: "HEAD", redirect: "manual" }).catch(() => null);
    if (answer?.ok) {
      extend();
      dialog.close();
    } else if (answer) {
      end();
    } else {
      find("said").textContent = "Minutebook did not answer. Try again.";
      find("said").classList.remove("govuk-visually-hidden");
    }
  };

  const end = () => {
    over = true;
    const form = typed();
    if (!form) {
      location.replace("/sign-in?next=" + encodeURIComponent(location.pathname + location.search));
      return;
    }
    part("warning").hidden = true;
    part("over").hidden = false;
    dialog.setAttribute("aria-labelledby", "idle-over");
    dialog.classList.add("mb-idle--over");
    if (!dialog.open) dialog.showModal();
    document.getElementById("idle-over").focus();
    find("again").onclick = () => HTMLFormElement.prototype.submit.call(withGo(form)); // the sign-in page keeps what it gets
  };

  const words = (left) => {
    const s = Math.ceil(left / 1000);
    return s > 60 ? `${Math.ceil(s / 60)} minutes` : s === 1 ? "1 second" : `${s} seconds`;
  };
  const tick = () => {
    if (over) return;
    const left = ends - Date.now();
    if (left <= 0) {
      end();
      return;
    }
    if (left <= WARN) {
      find("left").textContent = words(left);
      const aloud = left > 60_000 ? "2 minutes" : left > 20_000 ? "less than a minute" : "less than 20 seconds";
      if (!dialog.open) {
        said = aloud;
        dialog.showModal();
      } else if (aloud !== said) {
        said = aloud;
        find("said").textContent = `You will be signed out in ${aloud}.`;
      }
    }
    setTimeout(tick, left > WARN ? Math.min(left - WARN, 10_000) : 500);
  };

  find("stay").addEventListener("click", stay);
  dialog.addEventListener("cancel", (e) => { // the Escape key
    e.preventDefault();
    if (!over) stay();
  });
  extend();
  tick();
}

// typed returns the form with something that is not saved: changed by hand, or shown again by the service.
function typed() {
  const changed = (c) => c.type === "hidden" || !c.name ? false
    : c.options ? [...c.options].some((o) => o.selected !== o.defaultSelected)
    : "checked" in c && /^(checkbox|radio)$/.test(c.type) ? c.checked !== c.defaultChecked
    : "defaultValue" in c && c.value !== c.defaultValue;
  const again = document.querySelector("main .govuk-error-summary, main [data-unsaved]");
  return [...document.querySelectorAll("main form[method=post]")].find((f) => again || [...f.elements].some(changed));
}

// withGo adds what the button for saving would say.
function withGo(form) {
  const button = form.querySelector("button[name=go]");
  if (button) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "go", value: button.value }));
  return form;
}
