/** Lines of RFC 4180 that a spreadsheet shows and does not run. */

/** Without it, spreadsheet programs take UTF-8 for something else. */
export const UTF8_MARK = '\ufeff';

/** One line; null is an empty field, what is no text is JSON. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(csvField).join(',')}\r\n`;

function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A spreadsheet would run what begins like a formula, in full-width characters too. A number may be negative.
  const safe = typeof value !== 'number' && /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
