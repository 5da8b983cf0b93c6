/**
 * Style sheets of the page for a widget within another page: what holds for its document holds for
 * the widget alone, widths are those of the widget, and dark is what the notebook calls so.
 */
export function hosted(sheet: string): string {
  return sheet
    .replace(
      /@media \(prefers-color-scheme: dark\) \{\s*:root \{/g,
      "@media all { :host([data-dark]) {",
    )
    .replace(/^(\s*):root \{/gm, "$1:host {")
    .replace(/^html:lang\(ko\) body \{/gm, ":host(:lang(ko)) {")
    .replace(/^(\s*)(?:html|body) \{/gm, "$1:host {")
    .replace(/@media \((max|min)-width: ([\d.]+rem)\)/g, "@container ($1-width: $2)");
}
