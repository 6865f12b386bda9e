/** The parts of a slide that appear one after another, and together where they share an index. */
export function stepsOf(slide: Element): Element[][] {
  const numbered = new Map<number, Element[]>();
  const others: Element[][] = [];
  for (const part of slide.querySelectorAll('.fragment')) {
    const written = part.getAttribute('data-fragment-index');
    if (written === null) others.push([part]);
    else numbered.set(Number(written), [...(numbered.get(Number(written)) ?? []), part]);
  }
  const ordered = [...numbered].sort(([a], [b]) => a - b).map(([, parts]) => parts);
  return [...ordered, ...others];
}

/** Shows a slide as it is after so many of its steps. */
export function showSteps(steps: readonly (readonly Element[])[], count: number): void {
  steps.forEach((parts, index) => {
    for (const part of parts) {
      part.classList.toggle('visible', index < count);
      part.classList.toggle('current-fragment', index === count - 1);
    }
  });
}

/** Where everything is: equal for two states that are laid out alike. Parts that wait for their step keep their room. */
export function layoutOf(slide: Element): string {
  const places: number[] = [];
  for (const element of slide.querySelectorAll('*')) {
    const { left, top, width, height } = element.getBoundingClientRect();
    places.push(Math.round(left), Math.round(top), Math.round(width), Math.round(height));
  }
  return places.join();
}
