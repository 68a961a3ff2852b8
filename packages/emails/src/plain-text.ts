const columns = 72;

/** Breaks at spaces only: an address that is longer than a line stays whole, so that it can be followed. */
export const wrap = (text: string, first = "", rest = ""): readonly string[] =>
  first.length + text.length <= columns ? [first + text] : broken(text, first, rest);

const broken = (text: string, first: string, rest: string): readonly string[] => {
  const lines: string[] = [];
  let line = first;
  let used = first.length;
  for (const [index, word] of text.split(" ").entries()) {
    const width = [...word].length;
    if (index > 0 && used + 1 + width > columns) {
      lines.push(line);
      line = rest;
      used = rest.length;
    } else if (index > 0) {
      line += " ";
      used += 1;
    }
    line += word;
    used += width;
  }
  return [...lines, line];
};
