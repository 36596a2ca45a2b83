using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>The description that most specifications may have.</summary>
internal static class Descriptions
{
    internal const int Longest = 1050;

    internal static string? Check(FieldReader fields)
    {
        var text = fields.Text("description");
        if (text?.Length > Longest)
        {
            fields.Findings.Error(Codes.TooLong, fields.Value("description")!, FormattableString.Invariant(
                $"description '{Shown.Text(text)}': has {text.Length} characters, at most {Longest} are allowed"));
        }

        return Texts.OneLine(text);
    }
}
