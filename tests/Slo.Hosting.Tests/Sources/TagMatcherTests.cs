using System.Net;
using Slo.Hosting.Sources;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

public sealed class TagMatcherTests
{
    public static TheoryData<string, object?, bool> Values => new()
    {
        { "timeout", "timeout", true },
        { "timeout", "Timeout", false },
        { "timeout", "timeouts", false },
        { "*", "anything", true },
        { "*", 0, true },
        { "*", "", true },
        { "*", null, false },
        { "api.*", "api.internal", true },
        { "api.*", "api.", true },
        { "api.*", "api", false },
        { "*Exception", "System.Exception", true },
        { "*Exception", "System.Exceptions", false },
        { "*Exception", "Exception", true },
        { "!*Exception", "System.Exception", false },
        { "*03", 503, true },
        { "*03", 530L, false },
        { "50*", 503, true },
        { "50*", 403L, false },
        { "5xx", 500, true },
        { "5xx", 599L, true },
        { "5xx", 499, false },
        { "5xx", 5000, false },
        { "5xx", -500, false },
        { "5XX", "503", true },
        { "5xx", "5oo", false },
        { "5xx", "50", false },
        { "5xx", "System.Exception", false },
        { "404", 404, true },
        { "404", 404L, true },
        { "404", "404", true },
        { "404", (short)404, true },
        { "-1", -1, true },
        { "404", 405, false },
        { "0.5", 0.5, true },
        { "true", true, true },
        { "True", true, true },
        { "false", true, false },
        { "NotFound", HttpStatusCode.NotFound, true },
        { "!404", 404, false },
        { "!404", 500, true },
        { "!404", "refused", true },
        { "!404", null, false },
        { "!4xx", "404", false },
        { "!4xx", "connection_error", true },
        { "!4xx", 500, true },
        { "!api.*", "api.internal", false },
        { "!api.*", "db", true },
        { "!*", "anything", false },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Matches_ByPatternAndValue_AsDocumented(string pattern, object? value, bool expected) =>
        Assert.Equal(expected, new TagMatcher(new TagFilter("key", pattern)).Matches([new("other", "x"), new("key", value)]));

    [Theory]
    [InlineData("*")]
    [InlineData("x")]
    [InlineData("!x")]
    public void Matches_WithoutTheTag_IsFalse(string pattern)
    {
        TagMatcher matcher = new(new TagFilter("key", pattern));

        Assert.False(matcher.Matches([]));
        Assert.False(matcher.Matches([new("Key", "x"), new("other", "x")]));
    }

    [Fact]
    public void Matches_OfTextsAndWholeNumbers_AllocatesNothing()
    {
        TagMatcher[] matchers = [.. ((string[])["*", "5xx", "!4xx", "api.*", "503", "x", "!x"]).Select(pattern => new TagMatcher(new TagFilter("key", pattern)))];
        KeyValuePair<string, object?>[][] measurements = [[new("key", "api.internal")], [new("key", "503")], [new("key", true)], [new("other", "x")]];
        KeyValuePair<string, object?>[] number = [new("key", 503)];
        Assert.Equal(0, Allocations.Of(MatchAll));

        void MatchAll()
        {
            foreach (TagMatcher matcher in matchers)
            {
                foreach (KeyValuePair<string, object?>[] tags in measurements)
                {
                    matcher.Matches(tags);
                }
            }

            matchers[1].Matches(number);
            matchers[4].Matches(number);
        }
    }
}
