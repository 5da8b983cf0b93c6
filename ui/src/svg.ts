const NAMESPACE = "http://www.w3.org/2000/svg";

/** Make an element of a drawing. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** A text of a drawing. */
export function svgText(
  x: number,
  y: number,
  anchor: "start" | "middle" | "end",
  said: string,
  name = "",
): SVGTextElement {
  const made = svg("text", { x, y, "text-anchor": anchor, class: name });
  made.textContent = said;
  return made;
}
