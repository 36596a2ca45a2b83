namespace Slo;

/// <summary>A value of a dimension: <c>Operation</c>, <c>POST /orders</c>.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Value">One line of at most 128 characters without control characters (<see cref="SloText.OneLine"/>). It may come from
/// clients: escape it as any other text.</param>
public readonly record struct SloDimensionValue(SloDimension Dimension, string Value);
