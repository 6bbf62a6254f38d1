"use strict";
// Filters and sorting work on the page itself, without a server.
(function () {
  function rowsOf(scope) { return Array.from(scope.querySelectorAll("tbody tr")); }
  function refresh(scope) {
    var input = document.querySelector('[data-filter="' + scope.id + '"]');
    var only = document.querySelector("[data-only]");
    var wanted = input ? input.value.trim().toLowerCase() : "";
    rowsOf(scope).forEach(function (row) {
      var section = row.closest("section");
      var heading = section ? section.querySelector("h2").textContent : "";
      var text = (heading + row.textContent).toLowerCase();
      var hidden = wanted && text.indexOf(wanted) < 0;
      if (only && only.checked && !row.classList.contains(only.dataset.only)) { hidden = true; }
      row.classList.toggle("hidden", Boolean(hidden));
    });
    scope.querySelectorAll("section").forEach(function (section) {
      section.classList.toggle("hidden", !section.querySelector("tbody tr:not(.hidden)"));
    });
  }
  document.querySelectorAll("[data-filter]").forEach(function (input) {
    var scope = document.getElementById(input.dataset.filter);
    input.addEventListener("input", function () { refresh(scope); });
    var only = document.querySelector("[data-only]");
    if (only) { only.addEventListener("change", function () { refresh(scope); }); }
  });
  function value(row, index) {
    var cell = row.children[index];
    var text = cell ? cell.dataset.sort || cell.textContent.trim() : "";
    var number = parseFloat(text.replace("≥", ""));
    return isNaN(number) || /^\d{4}-/.test(text) ? text : number;
  }
  document.querySelectorAll("table.sortable thead th").forEach(function (head) {
    head.addEventListener("click", function () {
      var table = head.closest("table"), index = Array.from(head.parentNode.children).indexOf(head);
      var down = head.dataset.order !== "down";
      head.dataset.order = down ? "down" : "up";
      rowsOf(table).sort(function (one, two) {
        var a = value(one, index), b = value(two, index);
        var order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN");
        return down ? order : -order;
      }).forEach(function (row) { table.tBodies[0].appendChild(row); });
    });
  });
})();
