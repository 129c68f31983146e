"""Weights of multilingual-e5-small to an ONNX graph that onnxruntime runs with whole numbers.

The embedding rows stay packed as they came (4 bits). The layers' matrices become 7-bit whole numbers, with a scale for
each output: twice as fast as 4-bit blocks on a processor without instructions of its own for them, and the eighth bit
is left out because sums of 8-bit products overflow there. The graph takes piece numbers and a mask and gives the
hidden states of the layers asked for; pooling is the caller's.
"""

from collections.abc import Sequence

import numpy as np
import onnx
from e5_file import BLOCK, Packed, WeightFile
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

_MICROSOFT = "com.microsoft"
_LARGEST = 63
"""The largest weight: 7 bits with sign."""
_PLACES = 192
"""The longest text, in pieces, that the graph has places for."""


class GraphBuilder:
    """Collects nodes and weights."""

    def __init__(self, file: WeightFile, *, layers: int) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._file = file
        self._layers = layers

    def build(self, rows: Sequence[int], taps: Sequence[int] = ()) -> onnx.ModelProto:
        """The model with the embedding rows `rows` in that order. `taps`: further layers whose states are given."""
        sizes = self._file.sizes
        state = self._embed(rows)
        outputs = []
        for layer in range(self._layers):
            state = self._layer(layer, state)
            if layer + 1 in taps or layer + 1 == self._layers:
                outputs.append(state)
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [
                helper.make_tensor_value_info("pieces", TensorProto.INT64, ["texts", "length"]),
                helper.make_tensor_value_info("mask", TensorProto.INT32, ["texts", "length"]),
            ],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "length", sizes.width])
                for name in outputs
            ],
            self.weights,
        )
        domains = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=domains, ir_version=8)

    def _embed(self, rows: Sequence[int]) -> str:
        sizes = self._file.sizes
        table = self._file.packed("emb.word", sizes.width)
        chosen = list(rows)
        self._weight("words", _pairs(table.nibbles[chosen]))
        self._weight("word_scales", table.scales[chosen])
        places = self._file.floats("emb.pos").reshape(sizes.positions, sizes.width)
        self._weight("places", (places[:_PLACES] + self._file.floats("emb.type")[: sizes.width]).astype(np.float16))
        self._weight("zero", np.array([0], np.int64))
        self._node("GatherBlockQuantized", ["words", "pieces", "word_scales"], "words_half", domain=_MICROSOFT,
                   bits=4, block_size=BLOCK, gather_axis=0, quantize_axis=1)  # fmt: skip
        self._node("Cast", ["words_half"], "words_full", to=TensorProto.FLOAT)
        self._node("Shape", ["pieces"], "length", start=1, end=2)
        self._node("Slice", ["places", "zero", "length", "zero"], "places_half")
        self._node("Cast", ["places_half"], "places_full", to=TensorProto.FLOAT)
        self._node("Add", ["words_full", "places_full"], "embedded")
        return self._norm("emb.ln", ["embedded"], "state_0")

    def _layer(self, at: int, state: str) -> str:
        """Attention and feed-forward, each with its normalised short cut."""
        name = f"l{at}"
        sizes = self._file.sizes
        parts = [f"{name}.{part}" for part in "qkv"]
        packed = [self._file.packed(f"{part}.w", sizes.width) for part in parts]
        joined = Packed(np.vstack([one.nibbles for one in packed]), np.vstack([one.scales for one in packed]))
        self._weight(f"{name}.qkv.b", np.concatenate([self._file.floats(f"{part}.b") for part in parts]))
        self._multiply(f"{name}.qkv", joined, state)
        self._split(name)
        self._node("MultiHeadAttention", [*(f"{part}.out" for part in parts), f"{name}.qkv.b", "mask"], f"{name}.seen",
                   domain=_MICROSOFT, num_heads=sizes.heads)  # fmt: skip
        self._multiply(f"{name}.ao", self._file.packed(f"{name}.ao.w", sizes.width), f"{name}.seen")
        middle = self._skip_norm(f"{name}.aln", f"{name}.ao", state, f"{name}.middle")
        self._multiply(f"{name}.fi", self._file.packed(f"{name}.fi.w", sizes.width), middle)
        self._weight(f"{name}.fi.b", self._file.floats(f"{name}.fi.b"))
        self._node("BiasGelu", [f"{name}.fi.out", f"{name}.fi.b"], f"{name}.inner", domain=_MICROSOFT)
        self._multiply(f"{name}.fo", self._file.packed(f"{name}.fo.w", sizes.inner), f"{name}.inner")
        return self._skip_norm(f"{name}.oln", f"{name}.fo", middle, f"state_{at + 1}")

    def _split(self, name: str) -> None:
        outputs = [f"{name}.{part}.out" for part in "qkv"]
        width = self._file.sizes.width
        if not any(weight.name == "thirds" for weight in self.weights):
            self._weight("thirds", np.array([width] * 3, np.int64))
        self.nodes.append(helper.make_node("Split", [f"{name}.qkv.out", "thirds"], outputs, axis=-1))

    def _multiply(self, name: str, packed: Packed, given: str) -> None:
        weights = packed.values()
        scales = np.abs(weights).max(axis=1) / _LARGEST
        self._weight(f"{name}.w", np.round(weights / scales[:, None]).astype(np.int8).T)
        self._weight(f"{name}.s", scales)
        self._weight(f"{name}.z", np.zeros(len(weights), np.int8))
        inputs = [given, f"{name}.w", f"{name}.s", f"{name}.z"]
        self._node("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=_MICROSOFT)

    def _skip_norm(self, norm: str, dense: str, skip: str, output: str) -> str:
        for part in ("w", "b"):
            self._weight(f"{norm}.{part}", self._file.floats(f"{norm}.{part}"))
        self._weight(f"{dense}.b", self._file.floats(f"{dense}.b"))
        self._node("SkipLayerNormalization", [f"{dense}.out", skip, f"{norm}.w", f"{norm}.b", f"{dense}.b"], output,
                   domain=_MICROSOFT, epsilon=self._file.sizes.epsilon)  # fmt: skip
        return output

    def _norm(self, norm: str, given: list[str], output: str) -> str:
        for part in ("w", "b"):
            self._weight(f"{norm}.{part}", self._file.floats(f"{norm}.{part}"))
        self._node("LayerNormalization", [*given, f"{norm}.w", f"{norm}.b"], output, epsilon=self._file.sizes.epsilon)
        return output

    def _weight(self, name: str, values: NDArray[np.generic]) -> None:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))

    def _node(self, kind: str, inputs: list[str], output: str, *, domain: str = "", **settings: object) -> None:
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))


def _pairs(nibbles: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two weights a byte, the first in the low half."""
    return nibbles[:, 0::2] | (nibbles[:, 1::2] << 4)
