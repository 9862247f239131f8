// tf.keras.layers

export { Attention, type AttentionCall, MultiHeadAttention, type MultiHeadOptions } from "./attention.ts";
export * from "./basic-layers.ts";
export {
  AveragePooling2D,
  AveragePooling2D as AvgPool2D,
  Conv2D,
  GlobalAveragePooling2D,
  GlobalAveragePooling2D as GlobalAvgPool2D,
  GlobalMaxPooling2D,
  GlobalMaxPooling2D as GlobalMaxPool2D,
  MaxPool2D,
  MaxPool2D as MaxPooling2D,
} from "./image-layers.ts";
export { type CallOptions, Layer, type WeightOptions } from "./layer.ts";
export * from "./merging.ts";
export { BatchNormalization, LayerNormalization } from "./normalization.ts";
export { Bidirectional, GRU, LSTM, type OutputOptions, type RecurrentCall, RNN, SimpleRNN } from "./recurrent.ts";
export { type Cell, GRUCell, LSTMCell, SimpleRNNCell, StackedRNNCells } from "./recurrent-cells.ts";
export * from "./shaping.ts";
export { Input, type KerasTensor } from "./symbolic.ts";
