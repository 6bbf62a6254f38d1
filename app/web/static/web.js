"use strict";
// Pages work without this; it saves a click: choose all, ask before what cannot be taken back.
document.querySelectorAll("[data-all]").forEach(function (box) {
  box.addEventListener("change", function () {
    document.querySelectorAll('input[name="' + box.dataset.all + '"]').forEach(function (item) { item.checked = box.checked; });
  });
});
document.querySelectorAll("form[data-ask]").forEach(function (form) {
  form.addEventListener("submit", function (event) { if (!window.confirm(form.dataset.ask)) { event.preventDefault(); } });
});
