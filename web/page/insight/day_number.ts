// Dates of the model, which may lack their day or month, as numbers.

/** Days since 1970 of a date that may lack its day or month. */
export function dayNumber(date: string): number | null {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date) ?? [];
  if (!year) return null;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(time) ? null : time / 86_400_000;
}
