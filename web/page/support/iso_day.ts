/** The day on the person's own calendar, as ISO 8601 writes it. */
export function isoDay(now = new Date()): string {
  const digits = (value: number, count: number) => String(value).padStart(count, '0');
  return `${digits(now.getFullYear(), 4)}-${digits(now.getMonth() + 1, 2)}-${digits(now.getDate(), 2)}`;
}
