/** The dates of birth that an inquiry means: those it names, and with EBS the same month and day of the year before and after. CCYYMMDD. */
export const birthsAsked = (births: readonly string[], expanded: boolean): readonly string[] => {
  const moved = (date: string, years: number): string => String(Number(date.slice(0, 4)) + years).padStart(4, '0') + date.slice(4);
  return expanded ? [...new Set(births.flatMap((date) => [moved(date, -1), date, moved(date, 1)]))] : births;
};
