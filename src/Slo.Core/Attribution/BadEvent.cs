using System.Runtime.InteropServices;

namespace Slo.Attribution;

/// <summary>One bad event as it is kept: 32 bytes.</summary>
/// <param name="Values">The numbers of its values, a byte for each dimension.</param>
/// <param name="Offset">Milliseconds since the bucket's start.</param>
/// <param name="Milliseconds">Its duration; negative: not measured.</param>
/// <param name="TraceHigh">The first half of the trace id; 0 in both halves: none.</param>
/// <param name="TraceLow">The second half.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BadEvent(ValueSet Values, uint Offset, float Milliseconds, ulong TraceHigh, ulong TraceLow)
{
    internal const int Size = 32;
}
