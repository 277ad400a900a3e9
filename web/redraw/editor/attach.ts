/** Stands in until the editor is there. */
export function attachEditor(): void {}
