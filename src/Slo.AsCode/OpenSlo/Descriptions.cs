using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>The description that most specifications may have.</summary>
internal static class Descriptions
{
    internal const int Longest = 1050;

    internal static string? Check(FieldReader fields)
    {
        var text = fields.Text("description");
        if (text is not null && Texts.Length(text) is > Longest and var length)
        {
            fields.Findings.Error(SloFindingCodes.TooLong, fields.Value("description")!, FormattableString.Invariant(
                $"description '{Shown.Text(text)}': has {length} characters, at most {Longest} are allowed"));
        }

        return Texts.OneLine(text);
    }
}
