// Counts the characters of a field as they are typed. The server gives the words, with {n} where the count stands.

for (const line of document.querySelectorAll("[data-count]")) {
  const field = document.getElementById(line.dataset.count);
  const show = () => {
    line.textContent = line.dataset.words.replace("{n}", [...field.value.trim()].length);
  };
  if (field) {
    field.addEventListener("input", show);
    show();
  }
}
