namespace Slo.Attribution;

/// <summary>
/// Request ids in 24 bytes, without an allocation: up to 32 characters of 64, at 6 bits each, or a GUID with hyphens. Others are not kept:
/// cut, they would not be found.
/// </summary>
internal static class RequestIds
{
    /// <summary>The longest one that is no GUID with hyphens.</summary>
    internal const int Longest = 32;

    /// <summary>That of a GUID with hyphens.</summary>
    internal const int GuidLength = 36;

    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-:";
    private const int Bits = 6;

    /// <param name="id">The id.</param>
    /// <returns>With its length, at most 36; default: it is not kept.</returns>
    internal static (Correlation Value, byte Length) Pack(string id)
    {
        var isGuid = id.Length == GuidLength;
        if (id.Length is 0 or > Longest && !isGuid)
        {
            return default;
        }

        Span<ulong> parts = [0, 0, 0];
        var place = 0;
        for (var i = 0; i < id.Length; i++)
        {
            if (isGuid && IsHyphen(i))
            {
                if (id[i] != '-')
                {
                    return default;
                }

                continue;
            }

            var number = NumberOf(id[i]);
            if (number < 0)
            {
                return default;
            }

            Put(parts, place++ * Bits, (ulong)number);
        }

        return (new(parts[0], parts[1], parts[2]), (byte)id.Length);
    }

    /// <summary>The id again.</summary>
    internal static string Unpack(Correlation value, byte length) => string.Create(Math.Min((int)length, GuidLength), value, Write);

    private static void Write(Span<char> text, Correlation value)
    {
        ReadOnlySpan<ulong> parts = [value.First, value.Second, value.Third];
        var place = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.Length == GuidLength && IsHyphen(i))
            {
                text[i] = '-';
                continue;
            }

            text[i] = Characters[At(parts, place++ * Bits)];
        }
    }

    // A character may lie in two parts.
    private static void Put(Span<ulong> parts, int bit, ulong number)
    {
        (var part, var shift) = (bit / 64, bit % 64);
        parts[part] |= number << shift;
        if (shift + Bits > 64)
        {
            parts[part + 1] |= number >> (64 - shift);
        }
    }

    private static int At(ReadOnlySpan<ulong> parts, int bit)
    {
        (var part, var shift) = (bit / 64, bit % 64);
        var number = parts[part] >> shift;
        return (int)(shift + Bits > 64 ? number | (parts[part + 1] << (64 - shift)) : number) & ((1 << Bits) - 1);
    }

    private static bool IsHyphen(int place) => place is 8 or 13 or 18 or 23;

    private static int NumberOf(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'Z' => character - 'A' + 10,
        >= 'a' and <= 'z' => character - 'a' + 36,
        '-' => 62,
        ':' => 63,
        _ => -1,
    };
}
