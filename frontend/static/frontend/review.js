// Keys for the review queue. The page works without them; they never act while somebody is typing.
"use strict";
(() => {
  const named = (id) => document.getElementById(id);
  const form = named("review-form");
  if (!form) return;
  named("review-keys").hidden = false;

  const press = {
    a: () => named("review-accept").click(),
    r: () => {
      named("review-reasons").open = true;
      form.querySelector("[name=reasons]").focus();
    },
    t: () => named("review-take")?.click(),
    arrowleft: () => named("review-before")?.click(),
    arrowright: () => named("review-after")?.click(),
  };
  const level = (number) => {
    const choice = form.querySelector(`[name=level][value="${number}"]`);
    if (choice) {
      choice.checked = true;
      choice.focus();
    }
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    if (/^[1-3]$/.test(key)) level(key);
    else if (press[key]) press[key]();
    else return;
    event.preventDefault();
  });
})();
