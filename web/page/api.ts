export function publish(..._rest: unknown[]): void {}
