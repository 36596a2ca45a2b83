using System.Globalization;
using Slo.AttributionJudge.Judging;

var seed = Value("--seed", 1);
var count = Value("--count", 200);
var processes = Value("--processes", 1);
var score = Score.Of(seed, count, processes);
foreach (var line in args.Contains("--wrong") ? score.Wrong : [])
{
    Console.WriteLine(line);
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
    seed {seed}, processes {processes}
    causes among the first 3 contributors: {score.AmongFirstThree} of {score.Causes} ({100.0 * score.AmongFirstThree / score.Causes:0.0} %, goal 95 %)
    a true cause is the first contributor: {score.First} of {score.Scenarios} ({100.0 * score.First / score.Scenarios:0.0} %, goal 85 %)
    scenarios without a cause that name one: {score.NullsNamed} of {score.Nulls} ({100.0 * score.NullsNamed / score.Nulls:0.0} %, goal at most 5 %)
    """));
return 0;

int Value(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
