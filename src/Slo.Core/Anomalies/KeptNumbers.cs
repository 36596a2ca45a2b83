using System.Buffers.Binary;

namespace Slo.Anomalies;

/// <summary>
/// The numbers that a detector keeps from one process to the next. Each part passes its fields in the same order to write and to read
/// them: <c>field = numbers.Pass(field, least, most)</c>. What is read and lies outside of its range makes the whole useless.
/// </summary>
internal sealed class KeptNumbers
{
    private const int Width = sizeof(long);

    private readonly List<byte>? _written;
    private readonly ReadOnlyMemory<byte> _rest;
    private int _at;

    /// <summary>Writes.</summary>
    internal KeptNumbers() => _written = [];

    /// <summary>Reads.</summary>
    internal KeptNumbers(ReadOnlyMemory<byte> bytes) => _rest = bytes;

    /// <summary>Whether everything was read, and each number was one that can be.</summary>
    internal bool IsWhole => !IsBroken && _at == _rest.Length;

    internal bool IsBroken { get; private set; }

    internal byte[] ToArray() => [.. _written!];

    /// <summary>Writes a number, or reads it.</summary>
    /// <param name="value">What to write.</param>
    /// <param name="least">The least that can be.</param>
    /// <param name="most">The most that can be.</param>
    internal long Pass(long value, long least, long most)
    {
        if (_written is not null)
        {
            Span<byte> bytes = stackalloc byte[Width];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            _written.AddRange(bytes);
            return value;
        }

        if (IsBroken || _rest.Length - _at < Width)
        {
            IsBroken = true;
            return least;
        }

        var read = BinaryPrimitives.ReadInt64LittleEndian(_rest.Span[_at..]);
        _at += Width;
        Require(read >= least && read <= most);
        return IsBroken ? least : read;
    }

    /// <inheritdoc cref="Pass(long, long, long)"/>
    internal double Pass(double value, double least, double most)
    {
        var read = BitConverter.Int64BitsToDouble(Pass(BitConverter.DoubleToInt64Bits(value), long.MinValue, long.MaxValue));
        if (_written is null)
        {
            Require(read >= least && read <= most);
        }

        return IsBroken ? least : read;
    }

    internal bool Pass(bool value) => Pass(value ? 1L : 0, 0, 1) == 1;

    internal DateTimeOffset Pass(DateTimeOffset value) =>
        new(Pass(value.UtcTicks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    /// <summary>What must hold of what was read.</summary>
    internal void Require(bool holds) => IsBroken |= !holds;
}
