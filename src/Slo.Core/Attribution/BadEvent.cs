using System.Runtime.InteropServices;

namespace Slo.Attribution;

/// <summary>One bad event as it is kept: 40 bytes.</summary>
/// <param name="Values">The numbers of its values, a byte for each dimension.</param>
/// <param name="Offset">Milliseconds since the bucket's start.</param>
/// <param name="Milliseconds">Its duration; negative: not measured.</param>
/// <param name="Correlation">The ids of its trace and span, or of its request: to look for it in traces and logs.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BadEvent(ValueSet Values, uint Offset, float Milliseconds, Correlation Correlation)
{
    internal const int Size = 40;
}
