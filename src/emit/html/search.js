(function () {
  "use strict";
  var field = document.getElementById("_search");
  var list = document.getElementById("_hits");
  var count = document.getElementById("_count");
  var most = 50;
  var index = null;
  field.form.hidden = false;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  // Read when somebody searches, not when the page opens.
  function places() {
    if (index) return index;
    var data = JSON.parse(document.getElementById("_data").textContent);
    index = { words: data.words, rows: data.places.map(function (place) {
      var found = data.documents[place[0]];
      return {
        text: place[2],
        about: place[3] ? data.kinds[place[1]] + " · " + found[0] : data.kinds[place[1]],
        href: place[3] ? found[1] + "#" + encodeURIComponent(place[3]) : found[1],
        own: plain(place[2]),
        all: plain(place[2] + " " + found[0])
      };
    }) };
    return index;
  }

  // Han without a blank between words: what is not found as it is written is found by its pairs of signs.
  function pairs(query) {
    var found = [];
    (query.match(/[\u2e80-\uffef]+/g) || []).forEach(function (run) {
      for (var at = 0; at + 2 <= run.length; at++) found.push(run.slice(at, at + 2));
    });
    return found;
  }

  function weigh(row, query, words) {
    var has = function (text) { return words.every(function (word) { return text.includes(word); }); };
    if (row.own === query) return 0;
    if (row.own.startsWith(query)) return 1;
    if (has(row.own)) return 2;
    return has(row.all) ? 3 : -1;
  }

  function search(text) {
    var query = plain(text).trim();
    if (!query) return [];
    var words = query.split(/\s+/);
    var hits = [];
    places().rows.forEach(function (row) {
      var weight = weigh(row, query, words);
      if (weight >= 0) hits.push([weight, row]);
    });
    var grams = hits.length ? [] : pairs(query);
    if (grams.length) {
      places().rows.forEach(function (row) {
        var missed = grams.filter(function (gram) { return !row.all.includes(gram); }).length;
        if (missed * 2 < grams.length) hits.push([missed, row]);
      });
    }
    hits.sort(function (a, b) { return a[0] - b[0]; });
    return hits.map(function (hit) { return hit[1]; });
  }

  function show() {
    var hits = search(field.value);
    list.textContent = "";
    hits.slice(0, most).forEach(function (row) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var about = document.createElement("span");
      link.href = row.href;
      link.textContent = row.text;
      about.textContent = row.about;
      item.append(link, " ", about);
      list.append(item);
    });
    var words = places().words;
    count.textContent = !field.value.trim() ? "" :
      hits.length === 0 ? words[2] : hits.length === 1 ? words[1] : words[0].replace("{0}", hits.length);
  }

  function links() {
    return Array.prototype.slice.call(list.querySelectorAll("a"));
  }

  field.addEventListener("input", show);
  field.form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = links()[0];
    if (first) first.click();
  });
  document.addEventListener("keydown", function (event) {
    var at = links().indexOf(document.activeElement);
    var inField = document.activeElement === field;
    if (event.key === "/" && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      field.focus();
      field.select();
    } else if (event.key === "Escape" && (inField || at >= 0)) {
      field.value = "";
      show();
      if (at >= 0) field.focus(); else field.blur();
    } else if (event.key === "ArrowDown" && (inField || at >= 0)) {
      (links()[at + 1] || document.activeElement).focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links()[at - 1] || field).focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  if (field.value) show();
})();
