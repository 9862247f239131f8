// torch.device, torch.cuda: here everything is on the processor.

/** Where a tensor lies: "cpu". Any other is an error where a tensor is sent to it. */
export class Device {
  /** "cpu", "cuda" … */
  readonly type: string;
  /** Which of them; null when it was not said. */
  readonly index: number | null;

  /** `new Device("cuda:0")`, `new Device("cuda", 0)` @throws RangeError for what names no device. */
  constructor(name: string, index?: number) {
    const [, type, number] = /^([a-z]+)(?::(\d+))?$/.exec(name) ?? [];
    if (type === undefined) throw new RangeError(`Invalid device string: '${name}'`);
    this.type = type;
    this.index = index ?? (number === undefined ? null : Number(number));
  }
  /** As PyTorch prints it: "device(type='cpu')". */
  toString(): string {
    return `device(type='${this.type}'${this.index === null ? "" : `, index=${this.index}`})`;
  }
  /** What `console.log` shows of it in Node: its text. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
  /** What a cell shows of it: its text. */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": this.toString() };
  }
}

/** A device by its name: `torch.device("cpu")`, `torch.device("cuda:0")`, which can be named, but holds no tensors. */
export const device = (name: string, index?: number): Device => new Device(name, index);

/** The only device that holds tensors. */
export const processor = new Device("cpu");

/** @throws Error unless it is the processor. */
export function mustBeHere(given: Device | string): void {
  const { type } = typeof given === "string" ? new Device(given) : given;
  if (type === "cuda") throw new Error("Torch not compiled with CUDA enabled");
  if (type !== "cpu") throw new Error(`there is no device of type '${type}' here: tensors are on the cpu`);
}

/** torch.cuda: there is none. */
export const cuda = {
  /** False: tensors are on the processor. */
  isAvailable: (): boolean => false,
  /** 0 */
  deviceCount: (): number => 0,
};
