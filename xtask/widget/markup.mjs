// What the pages of other programs share: a bare document with their files and their questions.

/** JSON that may stand in a script element. */
export const asJson = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

/**
 * @param {string} title
 * @param {{as: string}[]} files style sheets and scripts, in their order
 * @param {string} start what a page says after them
 */
export function page(title, files, start) {
  const styles = files.filter(({ as }) => as.endsWith(".css")).map(({ as }) => `<link rel="stylesheet" href="${as}">`);
  const scripts = files.filter(({ as }) => as.endsWith(".js")).map(({ as }) => `<script defer src="${as}"></script>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${[...styles, ...scripts].join("\n")}
</head>
<body>
<main id="form"></main>
<script type="module">${start}</script>
</body>
</html>
`;
}
