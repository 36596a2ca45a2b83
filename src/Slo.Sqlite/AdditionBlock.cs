using System.Buffers.Binary;
using System.IO.Compression;

namespace Slo.Sqlite;

/// <summary>
/// States that are not complete, of many objectives in one compressed block: each is small, and most of it is the same in all of them.
/// </summary>
internal static class AdditionBlock
{
    /// <summary>How many states a block has at most: what is lost at once if it is damaged.</summary>
    internal const int Most = 500;

    internal static byte[] Write(IEnumerable<SloObjectiveState> states)
    {
        using MemoryStream whole = new();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (SloObjectiveState state in states)
        {
            var bytes = state.ToBytes();
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            whole.Write(length);
            whole.Write(bytes);
        }

        // At once: of small pieces, each would be compressed by itself.
        using MemoryStream block = new();
        using (BrotliStream compressed = new(block, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressed.Write(whole.GetBuffer().AsSpan(0, (int)whole.Length));
        }

        return block.ToArray();
    }

    /// <summary>The bytes of each state.</summary>
    /// <param name="block">Of <see cref="Write"/>; its checksum is right.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal static List<ReadOnlyMemory<byte>> Read(byte[] block)
    {
        using MemoryStream whole = new();
        try
        {
            using BrotliStream compressed = new(new MemoryStream(block), CompressionMode.Decompress);
            compressed.CopyTo(whole);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException("is no block of states", exception);
        }

        ReadOnlyMemory<byte> rest = whole.ToArray();
        List<ReadOnlyMemory<byte>> states = [];
        while (!rest.IsEmpty)
        {
            var length = rest.Length >= sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(rest.Span) : -1;
            if (length < 0 || length > rest.Length - sizeof(int))
            {
                throw new InvalidDataException("is no block of states");
            }

            states.Add(rest.Slice(sizeof(int), length));
            rest = rest[(sizeof(int) + length)..];
        }

        return states;
    }
}
