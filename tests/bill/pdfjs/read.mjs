// Opens PDF files with pdf.js: a JSON list of {path, password} comes in, a list of what was read goes out.
import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

async function read({ path, password }) {
  const task = getDocument({ data: new Uint8Array(readFileSync(path)), password, stopAtErrors: true, verbosity: 0 });
  try {
    const file = await task.promise;
    const { info } = await file.getMetadata();
    const { items } = await (await file.getPage(1)).getTextContent();
    const fields = await file.getFieldObjects();
    const kinds = Object.values(fields ?? {}).flat().map((field) => field.type);
    return { title: info.Title, language: info.Language, text: items.map((item) => item.str).join(""), kinds };
  } catch (error) {
    return { error: error.name };
  } finally {
    await task.destroy();
  }
}

const found = [];
for (const file of JSON.parse(readFileSync(0, "utf-8"))) found.push(await read(file));
console.log(JSON.stringify(found));
