using System.Text;
using Slo.AsCode.Reading;

namespace Slo.AsCode.Yaml;

/// <summary>
/// Bytes to text: UTF-8, with or without a byte order mark. Anything else is refused with its place, never read as mojibake.
/// </summary>
internal static class YamlEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static string? Decode(ReadOnlySpan<byte> bytes, FileFindings findings)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF])
            || (bytes.Length > 1 && (bytes[0] == 0 || bytes[1] == 0)))
        {
            findings.Error(SloFindingCodes.Encoding, 1, 1, "is UTF-16 or UTF-32; save it as UTF-8");
            return null;
        }

        try
        {
            var text = Utf8.GetString(bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes);
            return IsText(text, findings) ? text : null;
        }
        catch (DecoderFallbackException exception)
        {
            ReadOnlySpan<byte> before = bytes[..Math.Clamp(exception.Index, 0, bytes.Length)];
            findings.Error(
                SloFindingCodes.Encoding, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'),
                "is not UTF-8 (Latin-1, or no text at all); save it as UTF-8");
            return null;
        }
    }

    /// <summary>Whether there is nothing in a text that no text has.</summary>
    internal static bool IsText(string text, FileFindings findings)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r' or '\u0085'))
            {
                ReadOnlySpan<char> before = text.AsSpan(0, i);
                findings.Error(
                    SloFindingCodes.Encoding, before.Count('\n') + 1, i - before.LastIndexOf('\n'),
                    FormattableString.Invariant($"holds the control character U+{(int)text[i]:X4}; definitions are plain text"));
                return false;
            }
        }

        return true;
    }
}
