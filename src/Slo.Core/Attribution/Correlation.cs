using System.Buffers.Binary;
using System.Diagnostics;

namespace Slo.Attribution;

/// <summary>
/// By what an event is found in traces and logs: its trace and span, or where it has none, the id of its request. 24 bytes, of a closed set
/// of characters, whatever clients send.
/// </summary>
/// <param name="First">The first half of the trace id, or of the request id.</param>
/// <param name="Second">The second half of the trace id.</param>
/// <param name="Third">The span id; 0: none.</param>
internal readonly record struct Correlation(ulong First, ulong Second, ulong Third)
{
    internal bool IsNone => this == default;

    /// <summary>That of an event. Never throws or allocates.</summary>
    /// <param name="event">The event: its trace, or that of the current activity; else its request id.</param>
    /// <returns>With the length of the request id, as <see cref="RequestIds"/> has it; 0: it is a trace, or nothing.</returns>
    internal static (Correlation Value, byte RequestId) Of(in SloEvent @event)
    {
        Activity? current = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity : null;
        ActivityTraceId trace = @event.TraceId == default && current is not null ? current.TraceId : @event.TraceId;
        if (trace == default)
        {
            return @event.RequestId is { } id ? RequestIds.Pack(id) : default;
        }

        // The span of another trace would lead nowhere.
        Span<byte> bytes = stackalloc byte[24];
        trace.CopyTo(bytes[..16]);
        if (current is not null && current.TraceId == trace)
        {
            current.SpanId.CopyTo(bytes[16..]);
        }

        return (new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..])), 0);
    }

    /// <summary>32 hexadecimal digits; null if there is no trace.</summary>
    internal string? TraceId => First == 0 && Second == 0 ? null : $"{First:x16}{Second:x16}";

    /// <summary>16 hexadecimal digits; null if there is no span.</summary>
    internal string? SpanId => Third == 0 ? null : $"{Third:x16}";
}
