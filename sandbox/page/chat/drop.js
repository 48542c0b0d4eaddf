// Dropping pictures and files. A file dropped anywhere else on the page must not replace the page.

const holdsFiles = ({ dataTransfer }) => dataTransfer.types.includes('Files');

/** `take(files)` gets what is dropped on `place`, which looks ready for it while it hovers there. */
export function dropZone(place, take) {
  let depth = 0; // within the place every element is entered and left by itself
  const hover = (change) => {
    depth = Math.max(0, depth + change);
    place.classList.toggle('dropping', depth > 0);
  };
  place.addEventListener('dragenter', (event) => holdsFiles(event) && hover(1));
  place.addEventListener('dragleave', (event) => holdsFiles(event) && hover(-1));
  place.addEventListener('drop', ({ dataTransfer }) => {
    hover(-depth);
    if (dataTransfer.files.length) take(dataTransfer.files);
  });
  for (const kind of ['dragover', 'drop']) {
    document.addEventListener(kind, (event) => holdsFiles(event) && event.preventDefault());
  }
}
