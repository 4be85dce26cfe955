// What pages gain where scripts run. Everything works without.
"use strict";
(() => {
  // A button to print, which only a script can press.
  for (const button of document.querySelectorAll("button.print")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  // Nothing empty goes into an address.
  for (const form of document.querySelectorAll("form[method=get]")) {
    form.addEventListener("submit", () => {
      const empty = [...form.elements].filter((field) => field.name && field.value === "");
      for (const field of empty) field.disabled = true;
      // The page may be shown again from memory.
      setTimeout(() => { for (const field of empty) field.disabled = false; }, 0);
    });
  }
  // A slider for the date: the day stays, the year moves; nothing is asked before the button is pressed.
  for (const slider of document.querySelectorAll(".slider")) {
    const [range, year, form] = [slider.querySelector("input"), slider.querySelector("output"), slider.closest("form")];
    const day = form.querySelector("input[type=date]");
    slider.hidden = false;
    range.addEventListener("input", () => { year.textContent = range.value; });
    range.addEventListener("change", () => {
      day.value = range.value + day.value.slice(4);
      if (!day.value) day.value = range.value + "-02-28";
    });
  }
  // A place inside a closed part opens it.
  const open = () => {
    const at = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = at; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    if (at) at.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
  // Paper has no closed parts.
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) { part.open = true; part.dataset.printed = ""; }
  });
  addEventListener("afterprint", () => {
    for (const part of document.querySelectorAll("details[data-printed]")) { part.open = false; delete part.dataset.printed; }
  });
})();
