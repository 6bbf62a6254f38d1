"use strict";
// Filters, sorting, cards on a phone and folds that open where a link leads: on the page itself, without a server.
(function () {
  document.documentElement.classList.add("scripted");
  function rowsOf(scope) { return Array.from(scope.querySelectorAll("tbody tr")); }
  function refresh(scope) {
    var input = document.querySelector('[data-filter="' + scope.id + '"]');
    var only = document.querySelector("[data-only]");
    var wanted = input ? input.value.trim().toLowerCase() : "";
    rowsOf(scope).forEach(function (row) {
      var section = row.closest("section");
      var heading = section ? section.querySelector("h2, h3").textContent : "";
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
    if (!scope) { return; }
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
  function sort(table, head) {
    var heads = Array.from(head.parentNode.children), index = heads.indexOf(head);
    var down = head.getAttribute("aria-sort") !== "ascending";
    heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "ascending" : "descending");
    rowsOf(table).sort(function (one, two) {
      var a = value(one, index), b = value(two, index);
      var order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN");
      return down ? order : -order;
    }).forEach(function (row) { table.tBodies[0].appendChild(row); });
  }
  document.querySelectorAll("table.sortable thead th").forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = "按此列排序";
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () { sort(head.closest("table"), head); });
  });
  document.querySelectorAll("table.cards").forEach(function (table) {
    var labels = Array.from(table.querySelectorAll("thead th")).map(function (head) { return head.textContent; });
    rowsOf(table).forEach(function (row) {
      Array.from(row.children).forEach(function (cell, index) { cell.dataset.label = labels[index] || ""; });
    });
  });
  function reveal() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") { element.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.from(document.querySelectorAll(".lines details:not([open])"));
    closed.forEach(function (each) { each.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.forEach(function (each) { each.open = false; }); });
})();
