import { Problem } from "./problem.js";

/** Long work that an act has started, in the shape that it has at every service. */
export interface Operation {
  id: string;
  jenis: string;
  status: string;
  langkah: string;
  selesai: number;
  total: number;
  hasil: Record<string, unknown> | null;
  masalah: Record<string, unknown> | null;
  galat: string | null;
}

/** The work ended without its effect; `operation` tells how far it came. */
export class OperationFailed extends Problem {
  override readonly name = "OperationFailed";

  constructor(readonly operation: Operation) {
    super(409, operation.masalah ?? {});
  }
}

/** Whether the work is over; throws OperationFailed when it failed. */
export function ended(operation: Operation): boolean {
  if (operation.status === "gagal") throw new OperationFailed(operation);
  return operation.status === "selesai";
}
