using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.History;
using Xunit;

namespace Slo.Tests.Replay;

public sealed class TraceReaderTests
{
    [Theory]
    [InlineData("", "t.csv: is empty")]
    [InlineData("timestamp,good,total\n", "has no rows")]
    [InlineData("1,2,3\n", "t.csv(1): '1,2,3': the first line must be the header timestamp,good,total")]
    [InlineData("timestamp,total,good\n1,2,3\n", "t.csv(1): 'timestamp,total,good'")]
    [InlineData("timestamp,good,total\n1,2\n", "t.csv(2): '1,2': must have the three cells")]
    [InlineData("timestamp,good,total\n1,2,3,4\n", "t.csv(2): '1,2,3,4': must have the three cells")]
    [InlineData("timestamp,good,total\n1;2;3\n", "t.csv(2): '1;2;3'")]
    [InlineData("timestamp,good,total\n1,1,1\n2,3,2\n", "t.csv(3): good 3 exceeds total 2")]
    [InlineData("timestamp,good,total\n2,1,1\n1,1,1\n", "t.csv(3): timestamp 1 is before that of line 2 (2)")]
    [InlineData("timestamp,good,total\n2,1,1\n\n2,1,1\n", "t.csv(4): timestamp 2 is also that of line 2")]
    [InlineData("timestamp,good,total\n1,NaN,1\n", "t.csv(2): good 'NaN'")]
    [InlineData("timestamp,good,total\n1,1,Infinity\n", "t.csv(2): total 'Infinity'")]
    [InlineData("timestamp,good,total\n1,,1\n", "t.csv(2): good ''")]
    [InlineData("timestamp,good,total\n1,0.5,1\n", "t.csv(2): good '0.5': must be a whole number")]
    [InlineData("timestamp,good,total\n1,-1,1\n", "t.csv(2): good '-1'")]
    [InlineData("timestamp,good,total\n1,1e3,2000\n", "t.csv(2): good '1e3'")]
    [InlineData("timestamp,good,total\n-1,1,1\n", "t.csv(2): timestamp '-1'")]
    [InlineData("timestamp,good,total\n1.5,1,1\n", "t.csv(2): timestamp '1.5'")]
    [InlineData("timestamp,good,total\n1767225600000,1,1\n", "t.csv(2): timestamp '1767225600000': must be a whole Unix time in seconds")]
    [InlineData("timestamp,good,total\n1,1,4611686018427387904\n", "t.csv(2): total '4611686018427387904'")]
    [InlineData("timestamp,good,total\n1,1,99999999999999999999\n", "t.csv(2): total '99999999999999999999'")]
    [InlineData("timestamp,good,total\n1,0,4611686018427387903\n2,0,1\n", "t.csv(3): the good or the bad events up to here exceed")]
    [InlineData("timestamp,good,total\n\u001b[31m,1,1\n", "t.csv(2): timestamp '\uFFFD[31m'")]
    public void Read_WhatCannotBeTaken_NamesLineValueAndRule(string csv, string fault)
    {
        HistoryFaultException refused = Assert.Throws<HistoryFaultException>(() => Read(csv));

        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timestamp,good,total\r\n1,2,3\r\n5,0,0\r\n")]
    [InlineData("\uFEFFtimestamp,good,total\n1,2,3\n5,0,0")]
    [InlineData("Timestamp, Good, Total\n 1 , 2 , 3 \n\n5,0,0\n\n\n")]
    public void Read_WhatIsMeantPlainly_TakesEveryRow(string csv)
    {
        using TestFolder folder = new();

        Assert.Equal([new TraceRow(1, 2, 1), new TraceRow(5, 0, 0)], TraceFile.Read(folder.Write("t.csv", csv)));
    }

    [Fact]
    public void Read_ManyFaults_NamesTwentyAndSaysThatThereAreMore()
    {
        var csv = "timestamp,good,total\n" + string.Concat(Enumerable.Repeat("x,1,1\n", 1000));

        using TestFolder folder = new();

        ToolException refused = Assert.Throws<ToolException>(() => TraceFile.Read(folder.Write("t.csv", csv)));
        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        string[] lines = refused.Message.Split(Environment.NewLine).Select(line => Path.GetFileName(line)).ToArray();
        Assert.Equal(21, lines.Length);
        Assert.StartsWith("t.csv(21): ", lines[19], StringComparison.Ordinal);
        Assert.Equal("t.csv: and more faults below", lines[20]);
    }

    private static IReadOnlyList<TraceRow> Read(string csv)
    {
        using StringReader text = new(csv);
        return new TraceReader("t.csv").Read(text);
    }
}
