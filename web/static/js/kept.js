// What a page that stands alone carries with it in place of a service: the answers to all that it may ask, by address.

const packed = document.getElementById("kept");
const answers = packed ? unpack(packed.textContent) : Promise.resolve({});

/** Is the page a file of its own, with no service behind it? */
export const isAlone = Boolean(packed);

/** The answer that the page carries, or undefined; what is asked with words has one answer whatever they are. @param {string} url @returns {Promise<any>} */
export async function kept(url) {
  const known = await answers;
  const answer = known[url] ?? known[url.split("?")[0]];
  return structuredClone(answer);
}

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}
