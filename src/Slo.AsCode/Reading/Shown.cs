namespace Slo.AsCode.Reading;

/// <summary>Parts of a document in messages: no control characters, no flood.</summary>
internal static class Shown
{
    internal static string Text(string? text, int length = 60)
    {
        text ??= "";
        var cut = text.AsSpan(0, Math.Min(text.Length, length));
        return string.Create(cut.Length + (text.Length > length ? 1 : 0), (text, cut.Length), static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = char.IsControl(from.text[i]) ? '?' : from.text[i];
            }

            if (to.Length > from.Length)
            {
                to[^1] = '…';
            }
        });
    }
}
