/** Of what there is by language: the one that was chosen, else the first that the browser asks for, else English. */
export function chosenOf(there: Record<string, unknown>, chosen: string | null, wanted: readonly string[]): string {
  const codes = [chosen, ...wanted.map((one) => one.slice(0, 2).toLowerCase())];
  return codes.find((code) => code !== null && Object.hasOwn(there, code)) ?? 'en';
}
