"use strict";
// Pages work without this; it saves clicks: choose all, and lists that follow their filters.
document.addEventListener("change", function (event) {
  var name = event.target.dataset ? event.target.dataset.all : undefined;
  if (!name) { return; }
  document.querySelectorAll('input[name="' + name + '"]').forEach(function (item) { item.checked = event.target.checked; });
});
// An answer without the list is the page for signing in, or an error: it is shown whole.
document.addEventListener("htmx:beforeSwap", function (event) {
  if (event.detail.serverResponse.indexOf('id="found"') < 0) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
