using System.Text;

namespace Slo.State;

/// <summary>Reads the fields of a state. It reads no more than there is, and needs memory only in proportion to it.</summary>
/// <param name="bytes">The fields.</param>
/// <param name="version">The version of the form in which they were written; 0: the form has none.</param>
internal ref struct StateReader(ReadOnlySpan<byte> bytes, byte version = 0)
{
    // Of a number of 64 bits, seven in each.
    private const int MostBytes = 10;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The version of the form: fields that a later one added are not there.</summary>
    internal readonly byte Version => version;

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    internal byte Byte()
    {
        if (_rest.IsEmpty)
        {
            throw Broken();
        }

        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    internal ReadOnlySpan<byte> Raw(int length)
    {
        if (length > _rest.Length)
        {
            throw Broken();
        }

        ReadOnlySpan<byte> bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    internal bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw Broken(),
    };

    internal long Number()
    {
        ReadOnlySpan<byte> rest = _rest;
        ulong value = 0;
        for (var i = 0; i < MostBytes && i < rest.Length; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                _rest = rest[(i + 1)..];
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw Broken();
    }

    /// <summary>How many items follow, each of at least one byte.</summary>
    internal int Length()
    {
        var length = Number();
        return length >= 0 && length <= _rest.Length ? (int)length : throw Broken();
    }

    internal string Text()
    {
        var length = Length();
        var text = Encoding.UTF8.GetString(_rest[..length]);
        _rest = _rest[length..];
        return text;
    }

    internal byte[]? OptionalBytes()
    {
        if (!Flag())
        {
            return null;
        }

        var length = Length();
        var bytes = _rest[..length].ToArray();
        _rest = _rest[length..];
        return bytes;
    }

    internal string? OptionalText() => Flag() ? Text() : null;

    internal DateTimeOffset Instant()
    {
        var ticks = Number();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw Broken();
    }

    internal SloEventCounts Counts()
    {
        SloEventCounts counts = new(Number(), Number());
        return counts is { Good: >= 0, Bad: >= 0 } ? counts : throw Broken();
    }

    internal T Word<T>() where T : struct, Enum
    {
        var number = Number();
        foreach (T value in Enum.GetValues<T>())
        {
            if (System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) == number)
            {
                return value;
            }
        }

        throw Broken();
    }

    internal static InvalidDataException Broken() => new("is no state of an objective, or only a part of one");
}
