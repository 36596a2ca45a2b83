using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

[SeededProperties]
public sealed class SloTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("checkout", "checkout")]
    [InlineData("a\r\nb", "a\uFFFD\uFFFDb")]
    [InlineData("\u0000\u0009\u001b\u007f\u0085", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\u2028\u2029", "\uFFFD\uFFFD")]
    [InlineData("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\u00ad\u200b\ufeff", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("\udb40\udc41", "\uFFFD")]
    [InlineData("Größe 中文 💥 e\u0301", "Größe 中文 💥 e\u0301")]
    public void OneLine_OfAText_ReplacesWhatIsNotShown(string? text, string expected) =>
        Assert.Equal(expected, SloText.OneLine(text));

    // Not as attributes: half of a pair does not survive there.
    [Fact]
    public void OneLine_OfHalfAPair_ReplacesIt() => Assert.Equal("a\uFFFDb\uFFFD", SloText.OneLine("a\ud83db\udca5"));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abcdef", 1, "…")]
    [InlineData("ab💥", 4, "ab💥")]
    [InlineData("ab💥c", 4, "ab…")]
    [InlineData("abe\u0301f", 4, "ab…")]
    [InlineData("👍🏽👍🏽", 6, "👍🏽…")]
    [InlineData("💥💥", 2, "…")]
    [InlineData("e\u0301\u0301\u0301\u0301\u0301", 4, "e\u0301\u0301…")]
    public void OneLine_OfALongerText_EndsBetweenCharactersInDots(string text, int maximum, string expected) => Assert.Equal(expected, SloText.OneLine(text, maximum));

    [Fact]
    public void OneLine_OfAVeryLongText_HasTheLengthAskedFor()
    {
        Assert.Equal(200, SloText.OneLine(new string('x', 10_000_000)).Length);
        Assert.Equal("a\uFFFDb", SloText.OneLine("a\nb", int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => SloText.OneLine("a", 0));
    }

    [Property(MaxTest = 5000, Arbitrary = [typeof(HostileTexts), typeof(Maximum)])]
    public void OneLine_OfAnyText_IsCleanBoundedAndTheSameWhenCleanedAgain(ShownText text, int maximum)
    {
        var clean = SloText.OneLine(text.Value, maximum);

        Assert.Null(HostileText.Fault(clean, maximum));
        Assert.Equal(clean, SloText.OneLine(clean, maximum));
        Assert.Equal(text.Value.Length <= maximum && HostileText.Fault(text.Value, maximum) is null, text.Value == clean);
    }

    [Fact]
    public void OneLine_OfPrintableAscii_IsTheTextItself()
    {
        var text = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (char)character));

        Assert.Same(text, SloText.OneLine(text));
    }

    [Fact]
    public void Errors_OfADefinition_AreLinesOfTheirOwn()
    {
        SloDefinitionException refused = Assert.Throws<SloDefinitionException>(() => new SloObjectiveBuilder(HostileText.Forged).TargetPercent(99)
            .Owner(HostileText.Forged).Label(HostileText.Forged, HostileText.Forged).Calendar(CalendarUnit.Month, HostileText.Forged).Build());

        Assert.All(refused.Findings, error => Assert.Null(HostileText.Fault(error.ToString(), 2000)));
        Assert.Equal(refused.Findings.Count + 1, refused.Message.Split(Environment.NewLine).Length);
        Assert.Contains(refused.Findings, error => error.Code == SloFindingCodes.ControlCharacter);
    }

    [Fact]
    public void Get_OfAHostileName_SaysItOnOneLine()
    {
        using SloRegistry registry = new(new FakeTimeProvider());

        Assert.Null(HostileText.Fault(Assert.Throws<KeyNotFoundException>(() => registry.Get(HostileText.Forged)).Message.Trim('"'), 400));
    }

    private static class Maximum
    {
        public static Arbitrary<int> Length() => Arb.From(Gen.Choose(1, 299), length => length > 1 ? [length / 2, length - 1] : []);
    }

    // Never better than it is: 99.8999 % misses 99.9 %, and an overspent budget is not empty.
    [Theory]
    [InlineData(0.998999, "0.999", "99.89 %")]
    [InlineData(0.999, "0.999", "99.90 %")]
    [InlineData(0.99995, "0.9999", "99.995 %")]
    [InlineData(1, "0.99", "100.00 %")]
    [InlineData(0, "0.5", "0.00 %")]
    public void Compliance_HasADigitMoreThanTheTargetAndIsRoundedDown(double ratio, string target, string expected) =>
        Assert.Equal(expected, SloText.Compliance(ratio, decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(1, "100 %")]
    [InlineData(0.9999, "99 %")]
    [InlineData(0, "0 %")]
    [InlineData(-0.0001, "-1 %")]
    [InlineData(-49, "-4,900 %")]
    public void BudgetLeft_IsRoundedDown(double ratio, string expected) => Assert.Equal(expected, SloText.BudgetLeft(ratio));
}
