export function allowingRelay(shell: string, relay: string | undefined): string;
