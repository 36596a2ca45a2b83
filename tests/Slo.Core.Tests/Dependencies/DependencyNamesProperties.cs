using FsCheck.Xunit;
using Slo.Dependencies;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Dependencies;

/// <summary>Which names have a place, against plain lists of them, while definitions and names change.</summary>
[SeededProperties]
public sealed class DependencyNamesProperties
{
    [Property(MaxTest = 300)]
    public void AnyChanges_Names_AreThoseOfTheLists(int seed)
    {
        Random random = new(seed);
        Lists lists = new();
        for (var i = 0; i < 400; i++)
        {
            switch (random.Next(20))
            {
                case 0:
                    lists.Declare(random.Next(4), [.. Enumerable.Range(0, random.Next(4)).Select(_ => Name(random)).Distinct()]);
                    break;
                case 1:
                    lists.Rename(Enumerable.Range(0, random.Next(4)).Select(_ => (Name(random), Name(random))));
                    break;
                default:
                    lists.Call(random.Next(10) == 0 ? "not a name" : Name(random));
                    break;
            }

            lists.Check();
        }
    }

    private static string Name(Random random) => $"n{random.Next(120)}";

    private sealed class Lists
    {
        private readonly DependencyNames _names = new();
        private readonly Dictionary<int, string[]> _declared = [];
        private readonly List<string> _called = [];
        private Dictionary<string, string> _given = new(StringComparer.OrdinalIgnoreCase);

        private IEnumerable<string> AllDeclared => _declared.Values.SelectMany(names => names);

        internal void Check()
        {
            Assert.InRange(_called.Count, 0, SloDependencyStatus.MostDependencies);
            Assert.All(AllDeclared.Concat(_called), name => Assert.True(_names.Has(name)));
        }

        internal void Call(string called)
        {
            var name = _given.GetValueOrDefault(called, called);
            var hasPlace = AllDeclared.Contains(name) || _called.Contains(name);
            if (!hasPlace && name != "not a name" && _called.Count < SloDependencyStatus.MostDependencies)
            {
                _called.Add(name);
                hasPlace = true;
            }

            Assert.Equal(hasPlace ? name : SloDependencyStatus.Other, _names.Of(called));
            Assert.Equal(hasPlace, _names.Has(name));
        }

        internal void Declare(int objective, string[] names)
        {
            var before = _declared.GetValueOrDefault(objective) ?? [];
            _names.Declare([.. names.Select(name => new SloDeclaredDependency(name))], [.. before.Select(name => new SloDeclaredDependency(name))]);
            _declared[objective] = names;
            _called.RemoveAll(name => AllDeclared.Contains(name));
            Assert.All(before.Except(AllDeclared), name => Assert.False(_names.Has(name)));
        }

        internal void Rename(IEnumerable<(string Address, string Name)> given)
        {
            Dictionary<string, string> before = _given;
            _given = given.DistinctBy(one => one.Address).ToDictionary(one => one.Address, one => one.Name, StringComparer.OrdinalIgnoreCase);
            SloDependencyOptions options = new();
            foreach ((string address, string name) in _given)
            {
                options.Names[address] = name;
            }

            _names.Rename(options);
            string[] left = [.. _called.Where(name => !_given.ContainsValue(name) && (before.ContainsValue(name) || _given.ContainsKey(name)))];
            _called.RemoveAll(left.Contains);
            Assert.All(left, name => Assert.False(_names.Has(name)));
        }
    }
}
