using System.Buffers;
using System.Text;

namespace Slo.State;

/// <summary>Writes the fields of a state.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    internal void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    internal void Byte(byte value) => _bytes.Write([value]);

    internal void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Seven bits a byte, the lowest first; negative numbers between the positive ones.</summary>
    internal void Number(long value)
    {
        Span<byte> buffer = _bytes.GetSpan(10);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            buffer[length++] = (byte)(rest | 0x80);
        }

        buffer[length++] = (byte)rest;
        _bytes.Advance(length);
    }

    internal void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Number(bytes.Length);
        Raw(bytes);
    }

    internal void OptionalBytes(byte[]? value)
    {
        Flag(value is not null);
        if (value is not null)
        {
            Number(value.Length);
            Raw(value);
        }
    }

    internal void OptionalText(string? value)
    {
        Flag(value is not null);
        if (value is not null)
        {
            Text(value);
        }
    }

    internal void Instant(DateTimeOffset value) => Number(value.UtcTicks);

    internal void Counts(SloEventCounts value)
    {
        Number(value.Good);
        Number(value.Bad);
    }
}
