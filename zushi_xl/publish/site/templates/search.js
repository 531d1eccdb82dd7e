// Narrows the list of all items to those that hold every word typed. Without it the list stays whole.
const form = document.getElementById("search");
const words = document.getElementById("words");
const items = [...document.querySelectorAll("#items li")];
const folded = (text) => text.normalize("NFKC").toLowerCase();
const texts = items.map((item) => folded(item.dataset.text));
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
words.addEventListener("input", () => {
  const wanted = folded(words.value).split(/\s+/).filter(Boolean);
  let count = 0;
  items.forEach((item, number) => {
    const fits = wanted.every((word) => texts[number].includes(word));
    item.hidden = !fits;
    count += fits ? 1 : 0;
  });
  document.getElementById("found").textContent = `${count}件`;
});
