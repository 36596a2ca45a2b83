namespace Slo.AsCode.Reading;

/// <summary>Parts of a document in messages: cut, so that they do not crowd out what is wrong with them.</summary>
internal static class Shown
{
    internal static string Text(string? text, int length = 60) => SloText.OneLine(text, length + 1);
}
